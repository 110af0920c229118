"""The time zones to choose from."""

import zoneinfo


def time_zones():
    # Names that some systems add for whatever the server's own clock says, or for none.
    zones = zoneinfo.available_timezones() - {"localtime", "Factory"}
    return [(zone, zone.replace("_", " ")) for zone in sorted(zones)]
