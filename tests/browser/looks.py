"""How a page is looked at: by axe in both themes and two widths, and at the narrowest width for what sticks out."""

from axe_playwright_python.base import AXE_SCRIPT

RULES = {
    "resultTypes": ["violations"],
    "preload": False,  # axe would put the text of imported sheets into the page, which the policy refuses
}
STANDARD = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
WIDE, PHONE, NARROW = 1440, 360, 320
# A theme changes nothing but colours, and a width everything else.
VIEWS = [(WIDE, "light", STANDARD), (PHONE, "dark", STANDARD), (WIDE, "dark", ["color-contrast"])]
# Colours that change slowly are half way otherwise.
STILL = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("*, ::before, ::after { animation: none !important; transition: none !important; }");
  document.adoptedStyleSheets = [sheet];
}"""
# Only what is wrong comes back: the rest of axe's answer is longer than the page.
RUN = "rules => axe.run(rules).then(({violations}) => violations)"
SIDEWAYS = "document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth"


def faults_of(page):
    """Return what is wrong with the page as it stands, a line each."""
    found = []
    page.evaluate(STILL)
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    for width, theme, rules in VIEWS:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=theme)
        found += [f"{width} {theme} {words}" for words in _violations(page, rules)]
    page.set_viewport_size({"width": NARROW, "height": 900})
    if too_wide := page.evaluate(SIDEWAYS):
        found.append(f"{NARROW} the page is {too_wide} pixels wider than the screen")
    page.set_viewport_size({"width": WIDE, "height": 900})
    return found


def check_pages(page, addresses):
    """Assert that nothing is wrong with any of the pages."""
    faults = []
    for address in addresses:
        page.goto(address)
        faults += [f"{address} {fault}" for fault in faults_of(page)]
    assert not faults, "\n".join(faults)


def _violations(page, rules):
    return [
        f"{violation['id']}: {node['target']} {node['failureSummary'].splitlines()[-1].strip()}"
        for violation in page.evaluate(RUN, {**RULES, "runOnly": rules})
        for node in violation["nodes"][:2]
    ]
