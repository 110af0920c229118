"""The icons of the installed app, drawn from static/favicon.svg into static/icons/: `python -m tests.icons`."""

from pathlib import Path

from playwright.sync_api import sync_playwright

from tests import chromium

STATIC = Path(__file__).resolve().parents[1] / "static"
# A device cuts what is maskable to a shape of its own, of which the middle 80 % are safe; Apple's has no corners.
ICONS = {"any-192": 1.0, "any-512": 1.0, "maskable-512": 0.78, "apple-180": 0.86}


def main() -> None:
    drawing = (STATIC / "favicon.svg").read_text()
    (STATIC / "icons").mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=["--no-sandbox"])
        page = browser.new_page()
        for name, scale in ICONS.items():
            size = int(name.rpartition("-")[2])
            page.set_viewport_size({"width": size, "height": size})
            page.set_content(_page(drawing, scale))
            page.screenshot(path=STATIC / "icons" / f"{name}.png", omit_background=scale == 1)
        browser.close()


def _page(drawing: str, scale: float) -> str:
    ground = "transparent" if scale == 1 else "#0b5c5e"
    style = f"margin: 0; background: {ground}; display: grid; place-items: center; height: 100vh"
    return (
        f'<body style="{style}"><div style="width: {scale:.0%}; height: {scale:.0%}">{drawing}</div></body>'
    )


if __name__ == "__main__":
    main()
