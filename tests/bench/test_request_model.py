"""How a larger model teaches the model of requests: what is kept of it, and that none of it knows the labels it is measured on."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("sklearn")

from bench.sentence_model import numbered

from bench import request_model, soft_networks


def test_no_teacher_said_anything_of_the_fold_it_did_not_see() -> None:
    """Of the five that leave a part out, exactly one left out each labelled sentence; the one of all labels left out none."""
    with np.load(request_model.TAUGHT) as held:
        own, mail, sentences = held["own"], held["mail"], held["sentences"]
    silent = own == request_model._NOT_SAID
    assert not silent[:, 0].any()
    assert (silent[:, 1:].sum(axis=1) == 1).all()
    assert not (mail == request_model._NOT_SAID).any()
    assert len(mail) == len(set(sentences.tolist())) == 13_000


def test_what_is_kept_comes_back_within_half_a_step() -> None:
    """Log-odds to a fortieth, those far out at the edge; what was not said stays unsaid."""
    odds = np.array([[0.0, 1.234, -3.3], [np.nan, 9.0, -9.0]])
    back = request_model._odds(request_model._steps(odds))
    assert np.isnan(back[1, 0])
    assert np.abs(back[0] - odds[0]).max() <= 0.026
    assert back[1, 1:].tolist() == pytest.approx([6.35, -6.35])


def test_labels_that_the_teacher_was_not_taught_are_refused(tmp_path: Path) -> None:
    """Another file of labels has another digest, and the error says what to run."""
    with pytest.raises(ValueError, match="request_teacher"):
        request_model.taught(tmp_path, "another digest")


def test_mail_that_lacks_the_sentences_judged_is_refused(tmp_path: Path) -> None:
    """An empty folder of mailboxes: how many are missing is said."""
    with np.load(request_model.TAUGHT) as held:
        digest = str(held["trained_on"])
    with pytest.raises(ValueError, match="13000 of the sentences"):
        request_model.taught(tmp_path, digest)


def test_a_network_taught_with_chances_tells_chances() -> None:
    """Two kinds of example with chances of .2 and .7: it says about that, and the same again for the same seed."""
    seen = np.tile(np.array([[1.0, 0.0, 0.5], [0.0, 1.0, 0.5]], np.float32), (400, 1))
    chance = np.tile([0.2, 0.7], 400)

    def learned() -> soft_networks.Network:
        return soft_networks.taught(seen, chance, np.ones(800), hidden=8, rounds=500, decay=1e-4, left_out=0.0, seed=3)

    hidden, bias, out, constant = learned()
    odds = np.maximum(seen[:2] @ hidden + bias, 0) @ out + constant
    assert (1 / (1 + np.exp(-odds))).tolist() == pytest.approx([0.2, 0.7], abs=0.03)
    assert np.array_equal(learned()[0], hidden)


def test_words_are_cut_into_the_longest_pieces_known() -> None:
    """Small letters without accents, signs by themselves, what has no pieces as unknown; two marks at the ends."""
    pieces = {p: i for i, p in enumerate(["[CLS]", "[SEP]", "[UNK]", "send", "##ing", "cafe", "!", "'", "s"])}
    assert numbered("Sending CAFÉ's zzz!", pieces) == [0, 3, 4, 5, 7, 8, 2, 6, 1]
