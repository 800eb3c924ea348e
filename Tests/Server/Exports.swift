/// Tests of the server speak to the harness as if it stood here.
@_exported import TestServer
