"""Tells Wagtail's log registry about our log, and every track's actions."""

from wagtail import hooks

from portal.workflow.models import MoveLogEntry
from portal.workflow.registry import tracked_models


@hooks.register("register_log_actions")
def register_log_actions(actions):
    for model in tracked_models():
        track = model.track
        actions.register_model(model, MoveLogEntry)
        for transition in track.transitions:
            actions.register_action(track.action(transition.name), transition.label, transition.log_label)
        for name, label in track.notes.items():
            actions.register_action(track.action(name), label, label)
