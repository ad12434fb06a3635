"""The archive keeps every byte, notices a changed one, and logs what is needed to load it again."""

import hashlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from custodian.domain import imports
from custodian.intake import archive
from custodian.intake.staging import Refused
from tests import loading
from tests.loading import AT, load, orders

# Longer than one piece, so that the pieces are seen to be put together in order.
LONG = b"".join(number.to_bytes(4, "big") for number in range(1_200_000))


@pytest.mark.parametrize("content", [b"", b"a,b\r\n1,2\r\n", LONG], ids=["nothing", "a table", "several pieces"])
def test_what_is_kept_comes_back_byte_for_byte(tmp_path, content):
    path = tmp_path / "export.csv"
    path.write_bytes(content)
    hash_ = archive.hash_of(path)
    archive.keep(tmp_path / "archive", path, hash_)
    assert b"".join(archive.pieces(tmp_path / "archive", hash_)) == content
    assert archive.is_whole(tmp_path / "archive", hash_)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=500), at=st.integers(0, 10_000), bit=st.integers(0, 7))
def test_any_flipped_bit_is_noticed_or_changes_nothing(tmp_path, content, at, bit):
    path, kept = tmp_path / "export.csv", tmp_path / "archive"
    path.write_bytes(content)
    hash_ = archive.hash_of(path)
    archive.keep(kept, path, hash_)
    (place,) = kept.glob(f"{hash_}*")
    stored = bytearray(place.read_bytes())
    stored[at % len(stored)] ^= 1 << bit
    place.write_bytes(stored)
    if archive.is_whole(kept, hash_):
        assert b"".join(archive.pieces(kept, hash_)) == content
    place.unlink()


def test_a_cut_or_missing_original_is_not_whole(tmp_path):
    path, kept = tmp_path / "export.csv", tmp_path / "archive"
    path.write_bytes(LONG)
    hash_ = archive.hash_of(path)
    assert not archive.is_whole(kept, hash_)
    archive.keep(kept, path, hash_)
    (place,) = kept.iterdir()
    place.write_bytes(place.read_bytes()[:-100])
    assert not archive.is_whole(kept, hash_)


def test_keeping_the_same_file_twice_leaves_one_copy_and_no_half_written_one(tmp_path):
    path, kept = tmp_path / "export.csv", tmp_path / "archive"
    path.write_bytes(b"a,b\n1,2\n")
    hash_ = archive.hash_of(path)
    archive.keep(kept, path, hash_)
    (place,) = kept.iterdir()
    written = place.stat().st_mtime_ns
    archive.keep(kept, path, hash_)
    assert [one.name for one in kept.iterdir()] == [f"{hash_}.zst"]
    assert place.stat().st_mtime_ns == written


def test_a_restored_original_never_leaves_its_folder(tmp_path):
    path, kept = tmp_path / "export.csv", tmp_path / "archive"
    path.write_bytes(b"a,b\n1,2\n")
    archive.keep(kept, path, archive.hash_of(path))
    (tmp_path / "in").mkdir()
    restored = archive.restored(kept, archive.hash_of(path), tmp_path / "in", "../../out.csv")
    assert restored == tmp_path / "in" / "out.csv"
    assert restored.read_bytes() == b"a,b\n1,2\n"


def test_every_import_and_undo_is_logged_in_order_with_all_that_repeats_it(tmp_path):
    desk = loading.desk(tmp_path / "data")
    load(desk, orders(tmp_path, "a.csv", "1 10 2026-09-01"))
    imports.undo(desk, 1, "Ben", AT)
    first, second = archive.log(desk.settings.archive)
    assert (first["import"], first["file"], first["by"], first["format"]) == (1, "a.csv", "Ada", "custodian_orders")
    assert archive.is_whole(desk.settings.archive, first["hash"])
    assert second == {"undo": 1, "by": "Ben", "at": "2026-11-03T09:00:00"}


def test_the_original_can_be_had_back_from_an_import(tmp_path):
    desk = loading.desk(tmp_path / "data")
    path = orders(tmp_path, "a.csv", "1 10 2026-09-01")
    done = load(desk, path)
    (one,) = imports.history(desk.warehouse)
    assert done.hash == one.hash and b"".join(imports.original(desk.settings, one)) == path.read_bytes()
    archive.place(desk.settings.archive, one.hash).unlink()
    with pytest.raises(Refused, match="the original of import 1 in the archive; found none. Put it back from a backup"):
        list(imports.original(desk.settings, one))


def test_what_was_prepared_beside_the_look_is_kept_and_no_second_time_packed(tmp_path):
    path, folder, kept = tmp_path / "export.csv", tmp_path / "desk", tmp_path / "archive"
    path.write_bytes(LONG)
    folder.mkdir()
    with archive.prepared(path, folder) as hashing:
        hash_ = hashing.result()
    assert hash_ == hashlib.sha256(LONG).hexdigest()
    (ready,) = folder.iterdir()
    path.unlink()  # nobody reads it again
    archive.keep(kept, path, hash_, folder)
    assert [one.name for one in kept.iterdir()] == [ready.name]
    assert b"".join(archive.pieces(kept, hash_)) == LONG
    assert not any(folder.iterdir())


def test_a_file_that_cannot_be_packed_is_said_and_leaves_nothing_that_passes_for_it(tmp_path):
    path, folder = tmp_path / "export.csv", tmp_path / "no folder"
    path.write_bytes(LONG)
    with pytest.raises(FileNotFoundError), archive.prepared(path, folder) as hashing:
        assert hashing.result() == hashlib.sha256(LONG).hexdigest()
    archive.keep(tmp_path / "archive", path, hashing.result(), folder)
    assert archive.is_whole(tmp_path / "archive", hashing.result())


def test_a_desk_takes_what_waited_on_it_away_when_it_goes(tmp_path):
    """The app answers commands for months: exports that it converted must not stay in the temporary folder."""
    made = loading.desk(tmp_path / "data")
    loading.look(made, orders(tmp_path, "a.csv", "1 10 2026-10-01"))
    folder = made.folder
    assert sorted(one.suffix for one in folder.iterdir()) == [".parquet", ".zst"]
    made.warehouse.close()
    del made
    assert not folder.exists()
