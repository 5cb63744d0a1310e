"""Every view that there is."""

from __future__ import annotations

from projections.views.rows import exposures, findings, pricing, promises, register, sign_offs
from projections.views.view import View

VIEWS: tuple[View, ...] = (
    register.VIEW,
    exposures.VIEW,
    pricing.VIEW,
    sign_offs.VIEW,
    promises.VIEW,
    findings.VIEW,
)
BY_NAME = {view.name: view for view in VIEWS}
