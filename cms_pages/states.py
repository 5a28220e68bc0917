"""The track of an order of leaflets, as data: it waits, and then it was sent."""

from django.utils.translation import gettext_lazy as _

from portal.workflow.tracks import States, Track, Transition


class OrderState(States):
    WAITS = "waits", _("To be sent")
    SENT = "sent", _("Sent")


ORDER_TRACK = Track(
    name="cms_pages.folder_order",
    states=OrderState,
    initial=OrderState.WAITS,
    transitions=(
        Transition(
            name="send",
            label=_("Sent by post"),
            done=_("The leaflets were sent"),
            sources=(OrderState.WAITS,),
            target=OrderState.SENT,
            permission="cms_pages.send_folderorder",
            tone="positive",
        ),
    ),
)
