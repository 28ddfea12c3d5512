using ServerlessGuard.Local.Cli;

namespace ServerlessGuard.Local.Tests.Hosting;

public sealed class ListenAddressTests
{
    [Theory]
    [InlineData("http://127.0.0.1:9000")]
    [InlineData("http://127.8.8.8:0")]
    [InlineData("http://[::1]:9000")]
    [InlineData("http://localhost:9000")]
    public void Takes_ThisMachine(string address) => ListenAddress.Parse(address, null, allowRemote: false).ShouldBe([address]);

    [Theory]
    [InlineData("http://0.0.0.0:9000")]
    [InlineData("http://*:9000")]
    [InlineData("http://+:9000")]
    [InlineData("http://[::]:9000")]
    [InlineData("http://10.0.0.1:9000")]
    [InlineData("http://localhost.attacker.example:9000")]
    [InlineData("http://127.0.0.1:9000;http://192.168.1.1:9000")]
    public void Refuses_WhatOthersReach_UnlessAllowed(string address)
    {
        Should.Throw<CommandException>(() => ListenAddress.Parse(address, null, allowRemote: false)).Code.ShouldBe(ExitCode.Usage);
        ListenAddress.Parse(address, null, allowRemote: true).ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("https://127.0.0.1:9000")]
    [InlineData("127.0.0.1")]
    [InlineData("http://127.0.0.1/path")]
    [InlineData(";")]
    public void Refuses_WhatIsNoAddress(string address) =>
        Should.Throw<CommandException>(() => ListenAddress.Parse(address, null, allowRemote: true)).Code.ShouldBe(ExitCode.Usage);

    [Fact]
    public void DefaultsToLoopback() => ListenAddress.Parse(null, null, allowRemote: false).ShouldBe(["http://127.0.0.1:8080"]);
}
