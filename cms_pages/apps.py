from django.apps import AppConfig
from wagtail.signals import page_published, page_unpublished


class CmsPagesConfig(AppConfig):
    name = "cms_pages"
    label = "cms_pages"
    verbose_name = "Pages"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from django.db.models.signals import post_delete, post_migrate, pre_delete

        from cms_pages.editing.approval import found_approval, waiting_lines
        from cms_pages.editing.unpublishing import log_reason
        from cms_pages.film_viewset import PERMISSIONS as FILM_PERMISSIONS
        from cms_pages.models import Film, FilmCaptions, FolderOrder, FolderPage
        from cms_pages.models.film import forget_file
        from cms_pages.order_viewset import PERMISSIONS, order_lines
        from cms_pages.paper.prints import forget_prints_of
        from cms_pages.states import ORDER_TRACK
        from cms_pages.translating.memory import remember_words
        from portal import workflow
        from portal.accounts.roles import EDITOR, MANAGER, register_role
        from portal.backoffice import worklist

        workflow.register(ORDER_TRACK, FolderOrder)
        register_role(MANAGER, permissions=PERMISSIONS)
        register_role(EDITOR, permissions=FILM_PERMISSIONS)
        worklist.register(order_lines)
        worklist.register(waiting_lines)
        post_migrate.connect(found_approval, sender=self, dispatch_uid="approval")
        page_unpublished.connect(log_reason, dispatch_uid="reason")
        for model in (Film, FilmCaptions):
            post_delete.connect(forget_file, sender=model, dispatch_uid=f"file of {model.__name__}")
        page_unpublished.connect(forget_prints_of, sender=FolderPage, dispatch_uid="folders")
        pre_delete.connect(forget_prints_of, sender=FolderPage, dispatch_uid="folders")
        page_published.connect(remember_words, dispatch_uid="translating")
