"""The live process: it holds a stream to each browser and says what has changed, by ids and versions alone."""
