"""Store -> a folder of Parquet files, one a table, with titles and descriptions in their schemas."""

from pathlib import Path

from pyoxigraph import Store

from gongkai.dictionary import dictionary
from gongkai.libraries import require


def export(store: Store, place: Path) -> None:
    require("tables", "pyarrow", wanted_by="gongkai export parquet")
    import pyarrow.parquet

    from gongkai.export.arrow import batches_of, schema_of

    place.mkdir()
    for table in dictionary().tables:
        file = place / f"{table.name}.parquet"
        with pyarrow.parquet.ParquetWriter(file, schema_of(table), compression="zstd") as writer:
            for batch in batches_of(store, table):
                writer.write_batch(batch)
