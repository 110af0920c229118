"""How dates are written in Russian, where Django's own way is another."""

# The month in full: the short one is in the nominative and has a capital letter.
MONTH_DAY_FORMAT = "j E"
SHORT_DATE_FORMAT = "j E Y"
SHORT_DATETIME_FORMAT = "j E Y, H:i"
