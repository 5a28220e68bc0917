"""What is done again and again. `manage.py tick` runs what is due, Celery beat does the same in production."""

# name -> (dotted path of a function without arguments, seconds between runs)
PERIODIC_WORK = {
    "send_mail": ("portal.outbound.mail.sending.send_queued", 5),
    "delete_old_mail": ("portal.outbound.mail.sending.delete_old", 60 * 60 * 24),
    "delete_expired_drafts": ("intake.tasks.delete_expired_drafts", 60 * 10),
    "warn_of_erasures": ("intake.tasks.warn_of_erasures", 60 * 60),
    "erase_unagreed_referrals": ("intake.tasks.erase_unagreed_referrals", 60 * 60),
    "end_pauses": ("intake.tasks.end_pauses", 60 * 10),
    "keep_offer_terms": ("intake.tasks.keep_offer_terms", 60 * 5),
    "keep_follow_up_terms": ("intake.tasks.keep_follow_up_terms", 60 * 60),
    "erase_lapsed_candidates": ("training.tasks.erase_lapsed_candidates", 60 * 60),
    "discard_untouched_letters": ("training.tasks.discard_untouched_letters", 60 * 60 * 24),
    "keep_seat_terms": ("training.tasks.keep_seat_terms", 60),
    "publish_scheduled": ("cms_pages.tasks.publish_scheduled", 60),
    "make_leaflet_pdfs": ("cms_pages.tasks.make_leaflet_pdfs", 60),
    "make_pictures": ("cms_pages.tasks.make_pictures", 30),
    "erase_leaflet_orders": ("cms_pages.tasks.erase_leaflet_orders", 60 * 60),
    "erase_unconfirmed_subscribers": ("portal.newsletter.tasks.erase_unconfirmed_subscribers", 60 * 60),
    "erase_newsletter_forms": ("portal.newsletter.tasks.erase_typed_forms", 60 * 10),
    "delete_expired_proofs": ("portal.spam.tasks.delete_expired_proofs", 60 * 60),
    "forget_sent_forms": ("portal.workflow.tasks.forget_sent_forms", 60 * 60 * 24),
    "make_exports": ("portal.backoffice.exports.making.make_exports", 5),
    "delete_expired_exports": ("portal.backoffice.exports.making.delete_expired_exports", 60 * 10),
    "clear_sessions": ("portal.accounts.tasks.clear_sessions", 60 * 60 * 24),
}
