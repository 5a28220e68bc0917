"""The checks of the tree can fail."""

import pytest

from tests.checks import tree


@pytest.mark.parametrize(
    "path", ["portal/utils.py", "intake/helpers/mail.py", "portal/core/x.py", "a/services.py", "common/a.py"]
)
def test_a_vague_room_is_a_fault(path):
    assert list(tree.vague_rooms([path]))


@pytest.mark.parametrize(
    "path", ["portal/outbound/mail/outbox.py", "portal/backoffice/home.py", "intake/models/core_person.py"]
)
def test_a_room_named_for_its_subject_is_none(path):
    assert not list(tree.vague_rooms([path]))


@pytest.mark.parametrize("name", ["0002_auto_20261121_1200", "0003_case_x_and_more", "0004_alter_case_a_and_more"])
def test_an_unnamed_migration_is_a_fault(name):
    assert list(tree.unnamed_migrations([f"intake/migrations/{name}.py"]))


def test_a_named_migration_is_none():
    assert not list(tree.unnamed_migrations(["intake/migrations/0002_safety_concern.py"]))


@pytest.mark.parametrize(
    "line", ["a @ https://files.example/a.whl", "--index-url x", "-i x", "# from http://mirror.example"]
)
def test_an_address_in_a_lock_file_is_a_fault(tmp_path, line):
    (tmp_path / "requirements-dev.txt").write_text(f"django==5.2\n{line}\n")
    assert list(tree.addresses_in_locks(["requirements-dev.txt"], tmp_path))


def test_a_lock_file_with_hashes_is_none(tmp_path):
    (tmp_path / "requirements.txt").write_text("django==5.2 \\\n    --hash=sha256:00ff\n    # via -r requirements.in\n")
    assert not list(tree.addresses_in_locks(["requirements.txt"], tmp_path))


def test_a_long_file_is_told(tmp_path):
    (tmp_path / "a.py").write_text("\n" * (tree.LONG + 1))
    assert list(tree.long_files(["a.py"], tmp_path))
    (tmp_path / "a.py").write_text("\n" * tree.LONG)
    assert not list(tree.long_files(["a.py"], tmp_path))


def test_a_path_in_the_documentation_that_leads_nowhere_is_a_fault(tmp_path):
    (tmp_path / "portal").mkdir()
    (tmp_path / "portal" / "here.py").touch()
    (tmp_path / "page.md").write_text("`portal/here.py`, `portal/`, `var/mail/`, `or/not`")
    assert not list(tree.lost_rooms(["page.md", "portal/here.py"], tmp_path))
    (tmp_path / "page.md").write_text("`portal/gone.py`")
    assert list(tree.lost_rooms(["page.md", "portal/here.py"], tmp_path))
