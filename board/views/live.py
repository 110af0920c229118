"""What open pages ask where no message of the live process tells them."""

from django.core.exceptions import BadRequest
from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from board.forms.live import read_shown
from board.queries.live import changed_since


@require_safe
def since(request):
    """Say what has changed of the boards and tasks that a page shows: 204 where nothing has."""
    try:
        boards, tasks = read_shown(request.GET)
    except ValueError:
        raise BadRequest("No versions to compare with.")
    changes = changed_since(request.user, boards=boards, tasks=tasks)
    return JsonResponse(changes) if changes else HttpResponse(status=204)
