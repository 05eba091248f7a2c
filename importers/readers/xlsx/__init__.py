"""XLSX, read as a stream: neither the sheets nor the shared texts of a workbook are held in memory."""
