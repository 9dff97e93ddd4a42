"""Great Expectations suites as code over the inputs and the marts."""
