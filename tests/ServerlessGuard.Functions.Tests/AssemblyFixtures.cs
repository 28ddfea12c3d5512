using ServerlessGuard.Testing.Azurite;

[assembly: AssemblyFixture(typeof(AzuriteServer))]
