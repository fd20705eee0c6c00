"""Lists written as workbooks: the 花名册 and the 机构编制职数一览表."""
