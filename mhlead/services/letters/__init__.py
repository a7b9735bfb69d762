"""Letters about a referral: their facts, readers and guard, their wording, issue and log."""
