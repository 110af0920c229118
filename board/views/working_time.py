from django.utils.translation import gettext as _

from board import access, http
from board.actions.holidays import set_working_time
from board.forms.working_time import WorkingTimeForm
from board.views.departments import changed, form_page


def working_time(request, code):
    """Change on which days a department works, and after how many of them it closes what nobody returns."""
    department = access.get_led_board(request.user, code)
    title = _("Working time of %(department)s") % {"department": department.name}
    return http.submit(
        request,
        WorkingTimeForm(http.posted(request), department=department),
        lambda **data: set_working_time(department, **data, actor=request.user),
        page=form_page(request, department, title, _("Save")),
        done=lambda _result: changed(request, department, _("The working time is saved.")),
    )
