using ServerlessGuard.FunctionsHost.Tests;

[assembly: AssemblyFixture(typeof(Stage))]
