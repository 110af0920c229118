"""Static files under names that change with their content."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticStorage(CompressedManifestStaticFilesStorage):
    """Hashed names, imports between JavaScript modules included, and each file compressed beside itself."""

    support_js_module_import_aggregation = True
