"""The data set that speed is measured on: one board of 200 open cards, one of 1,000, and a company around them."""
