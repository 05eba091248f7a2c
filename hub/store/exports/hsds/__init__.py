"""What is published as Human Services Data Specification 3.1: a tabular data package, or JSON."""

from hub.store.exports.hsds.run import ExportReport, HsdsFormat, export_hsds

__all__ = ["ExportReport", "HsdsFormat", "export_hsds"]
