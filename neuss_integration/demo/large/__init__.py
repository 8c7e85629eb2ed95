"""A large city of the same shape, for load tests: written in bulk, as consistent as the services would leave it.

Always the same city for the same numbers: chance has a fixed seed.
"""
