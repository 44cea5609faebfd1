"""The formats that any run can be written in, each by `render` of its module."""

FORMATS = {
    "concise": "mapping_dsl.report.concise",
    "sarif": "mapping_dsl.report.sarif",
    "github": "mapping_dsl.report.github",
    "gitlab": "mapping_dsl.report.gitlab",
    "junit": "mapping_dsl.report.junit",
    "rdjson": "mapping_dsl.report.rdjson",
    "azure": "mapping_dsl.report.azure",
    "markdown": "mapping_dsl.report.markdown",
}
