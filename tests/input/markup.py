"""What the form on a page would send, read from its HTML as a browser does."""

from html.parser import HTMLParser

BUTTONS = {"submit", "button", "reset", "image", "file"}


class Forms(HTMLParser):
    """`fields` maps the names of all fields of the page's POST forms to the values that stand there."""

    def __init__(self):
        super().__init__()
        self.fields = {}
        self._posts = False
        self._select = self._textarea = None

    def handle_starttag(self, tag, attrs):
        attrs = {name: value or "" for name, value in attrs}
        name = attrs.get("name")
        if tag == "form":
            self._posts = attrs.get("method", "").lower() == "post"
        if not self._posts:
            return
        if tag == "input" and name and attrs.get("type", "text") not in BUTTONS:
            self.fields.setdefault(name, []).append(attrs.get("value", "on" if "checked" in attrs else ""))
        if tag == "button" and name:
            self.fields.setdefault(name, []).append(attrs.get("value", ""))
        if tag == "select" and name:
            self._select = self.fields.setdefault(name, [])
        if tag == "option" and self._select is not None:
            self._select.append(attrs.get("value", ""))
        if tag == "textarea" and name:
            self._textarea = name
            self.fields.setdefault(name, []).append("")

    def handle_endtag(self, tag):
        if tag == "form":
            self._posts = False
        if tag == "select":
            self._select = None
        if tag == "textarea":
            self._textarea = None

    def handle_data(self, data):
        if self._textarea:
            self.fields[self._textarea][-1] += data


class Words(HTMLParser):
    """`text` is what a reader sees of the page."""

    def __init__(self):
        super().__init__()
        self.text = ""
        self._hidden = 0

    def handle_starttag(self, tag, attrs):
        self._hidden += tag in ("script", "style", "title")

    def handle_endtag(self, tag):
        self._hidden -= tag in ("script", "style", "title")

    def handle_data(self, data):
        if not self._hidden:
            self.text += data


def fields_of(html):
    parser = Forms()
    parser.feed(html)
    return {name: values or [""] for name, values in parser.fields.items() if name != "csrfmiddlewaretoken"}


def words_of(html):
    parser = Words()
    parser.feed(html)
    return " ".join(parser.text.split())
