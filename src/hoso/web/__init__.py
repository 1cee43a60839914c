"""The web front door: JSON API, front desk, review and status pages. Parse, call one service, render."""
