"""PostgreSQL itself refuses to change or delete a line of the access log; tests may still empty the table."""

from django.db import migrations

_SHUT = """
CREATE FUNCTION privacy_access_log_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Lines of the access log are never changed or deleted.' USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER privacy_access_log_append_only
    BEFORE UPDATE OR DELETE ON privacy_accesslogentry
    FOR EACH ROW EXECUTE FUNCTION privacy_access_log_append_only();
"""
_OPEN = """
DROP TRIGGER privacy_access_log_append_only ON privacy_accesslogentry;
DROP FUNCTION privacy_access_log_append_only();
"""


def shut(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(_SHUT)


def reopen(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(_OPEN)


class Migration(migrations.Migration):
    dependencies = [("privacy", "0001_initial")]
    operations = [migrations.RunPython(shut, reopen)]
