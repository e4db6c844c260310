"""What people mend of the extraction: `corrections.yml` beside the reports, applied in every build.

    Facts → correct → Corrected → quads

A correction is read strictly (`model`, `file`), found again by what it names (`ids`, `names`,
`quotes`), applied to the facts of one document at a time (`apply`), stated in the graph
(`provenance`) and missed when it matches nothing any more (`verdict`).
"""
