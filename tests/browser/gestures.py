"""What a hand does: drags a card with the mouse or a finger, reaches things with the Tab key, and looks away."""

TABS = 60


def tab_to(page, target, *, back=False):
    """Press Tab (or Shift+Tab) until `target` has the focus."""
    key = "Shift+Tab" if back else "Tab"
    target.wait_for(state="attached")
    for _ in range(TABS):
        page.keyboard.press(key)
        if target.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"{target} is not reached with {key}")


def middle(locator):
    box = locator.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def lift(page, card):
    """Press the mouse on `card` and pull until it is lifted."""
    page.mouse.move(*middle(card))
    page.mouse.down()
    x, y = middle(card)
    page.mouse.move(x + 12, y + 12, steps=3)


def drag(page, card, target, *, below=True):
    """Drag `card` to the lower half of `target` (a card or a column), or to its upper half."""
    lift(page, card)
    hover(page, target, below=below)
    page.mouse.up()


def hover(page, target, *, below=True):
    for _ in range(2):  # the lifted card makes room for itself, which moves its target
        box = target.bounding_box()
        y = box["y"] + box["height"] * (0.8 if below else 0.2)
        page.mouse.move(box["x"] + box["width"] / 2, y, steps=5)


def look_away(page):
    """Have nobody look at `page`, so that it does not follow what others change."""
    page.evaluate("Object.defineProperty(document, 'visibilityState', {value: 'hidden', configurable: true})")


class Finger:
    """One finger on the screen of `page`."""

    def __init__(self, page):
        self._session = page.context.new_cdp_session(page)

    def down(self, x, y):
        self._send("touchStart", [{"x": x, "y": y}])

    def move(self, x, y):
        self._send("touchMove", [{"x": x, "y": y}])

    def up(self):
        self._send("touchEnd", [])

    def _send(self, kind, points):
        self._session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
