using ServerlessGuard.Web.Console.Pages;

namespace ServerlessGuard.Web.Tests.Console;

/// <summary>No address that a browser sends leads out of the console.</summary>
public sealed class ConsoleUrlTests
{
    [Theory]
    [InlineData("/console/cases/1?to=x", true)]
    [InlineData("/console/", true)]
    [InlineData("/console/../v1", false)]
    [InlineData("/console/%2e%2e/v1", false)]
    [InlineData("//console/", false)]
    [InlineData("/console/\\evil", false)]
    [InlineData("https://evil.example/console/", false)]
    [InlineData("/consoleX", false)]
    [InlineData("/v1/models", false)]
    [InlineData(null, false)]
    public void Addresses_LeadNowhereElse(string? sent, bool accepted) => (ConsoleUrl.TryParse(sent) is not null).ShouldBe(accepted);

    [Fact]
    public void Segments_AreEncoded() =>
        ConsoleUrl.Of("cases", "a/b").With("to", "/x y").ToString().ShouldBe("/console/cases/a%2Fb?to=%2Fx%20y");
}
