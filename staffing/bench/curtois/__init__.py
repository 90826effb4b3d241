"""The employee shift scheduling instances of Curtois and Qu (schedulingbenchmarks.org), solved and judged.

Curtois, Qu (2014), Computational results on new staff scheduling benchmark instances, University of Nottingham.
"""
