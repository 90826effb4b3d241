"""Tests of the labour packs."""
