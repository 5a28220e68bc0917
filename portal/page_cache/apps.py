from django.apps import AppConfig, apps

# Whatever stands in these apps or models is seen on pages, unless it is named as never shown.
SHOWN_APPS = ("cms_pages", "organisations", "wagtailimages", "wagtaildocs", "wagtailredirects")
SHOWN_MODELS = (
    "wagtailcore.Site", "wagtailcore.Locale", "wagtailcore.PageViewRestriction",
    # The agenda, and how many places are free. A seat that changes nothing there begins an edition too: whether it is
    # for the public is asked of its event, and that would cost more than an edition.
    "training.TrainingEvent", "training.EventDay", "training.Seat",
)  # fmt: skip
NEVER_SHOWN = (
    "cms_pages.FolderOrder",
    "wagtailimages.Rendition",  # made by the first reader, the same for all
)


def is_shown(names) -> bool:
    """Do readers see rows of the model with this `_meta` on pages?"""
    return names.label not in NEVER_SHOWN and (names.app_label in SHOWN_APPS or names.label in SHOWN_MODELS)


class PageCacheConfig(AppConfig):
    name = "portal.page_cache"
    label = "page_cache"
    verbose_name = "Page cache"

    def ready(self):
        from django.db.models.signals import post_delete, post_save
        from wagtail.models import Page
        from wagtail.signals import post_page_move

        from portal.page_cache.editions import begin_after_change

        for model in apps.get_models():
            if issubclass(model, Page) or is_shown(model._meta):
                post_save.connect(begin_after_change, sender=model, dispatch_uid="edition")
                post_delete.connect(begin_after_change, sender=model, dispatch_uid="edition")
        post_page_move.connect(begin_after_change, dispatch_uid="edition")
