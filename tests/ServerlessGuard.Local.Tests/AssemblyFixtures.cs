using ServerlessGuard.Local.Tests.Support;

[assembly: AssemblyFixture(typeof(GuardUp))]
