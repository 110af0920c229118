from django.contrib import admin
from django.utils.translation import gettext_lazy

from board.actions.preferences import set_site_delivery
from board.admin.base import ActionAdmin
from board.admin.site import site
from board.models import Preference


@admin.register(Preference, site=site)
class PreferenceAdmin(ActionAdmin):
    """How those hear of things who have not chosen for themselves; what people have chosen is their own."""

    list_display = ["what", "delivery"]
    list_display_links = ["what"]
    readonly_fields = ["what"]
    fields = ["what", "delivery"]

    def get_queryset(self, request):
        return super().get_queryset(request).filter(user=None)

    @admin.display(description=gettext_lazy("what"), ordering="group")
    def what(self, preference):
        return preference.get_group_display()

    def act(self, request, original, form):
        set_site_delivery(original.group, form.cleaned_data["delivery"], actor=request.user)
        return original
