"""What is said of a concern slip that was read."""

from __future__ import annotations

from mhlead.domain.slip import SlipFinding, SlipMatch

MATCHES: dict[SlipMatch, str] = {
    SlipMatch.ONE: "One pupil here has this name. Please check that it is the one meant.",
    SlipMatch.POSSIBLE: "It is not sure who is meant. Please choose; the likeliest come first.",
    SlipMatch.NONE: "Nobody here has this name. Choose another, or add a new pupil.",
}

FINDINGS: dict[SlipFinding, str] = {
    SlipFinding.CLEANED: "Hidden characters were taken out of the text.",
    SlipFinding.CUT: "Something was longer than the slip has room for and was cut: ask the author.",
    SlipFinding.SCRIPT: "The file held a script or a link that a slip never has. It was not run.",
    SlipFinding.ATTACHMENT: "The file held other files. They were left where they are.",
    SlipFinding.XFA: "The file held a second form behind this one. It was not read.",
    SlipFinding.OTHER_FIELDS: "The file held fields or values that the slip does not know.",
    SlipFinding.FAMILY_UNCLEAR: "“Told the family” was answered both yes and no.",
}
