"""What every page's shell reads."""


def shell(request):
    """Return the theme of the reader."""
    return {"theme": getattr(request, "theme", "")}
