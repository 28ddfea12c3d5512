using ServerlessGuard.Web.Pipeline;
using ServerlessGuard.Web.Tests.Hosting;

namespace ServerlessGuard.Web.Tests.Pipeline;

public sealed class RouteTableTests
{
    private static readonly RouteTable Table = new(
    [
        Endpoint("/files/{*rest}", "GET"),
        Endpoint("/cases/{id}", "GET"),
        Endpoint("/cases/{id}", "POST"),
        Endpoint("/cases/open", "GET"),
        Endpoint("/cases/{id}/decision", "POST"),
    ]);

    [Theory]
    [InlineData("/cases/42", "/cases/{id}", "id", "42")]
    [InlineData("/cases/a%20b%c3%a9", "/cases/{id}", "id", "a bé")]
    [InlineData("/cases/a%2541", "/cases/{id}", "id", "a%41")]
    [InlineData("/cases/42/decision", "/cases/{id}/decision", "id", "42")]
    [InlineData("/files/tile/0/x001/067", "/files/{*rest}", "rest", "tile/0/x001/067")]
    [InlineData("/files/", "/files/{*rest}", "rest", "")]
    public void Finds_TheEndpoint_WithItsValuesDecodedOnce(string path, string route, string name, string value)
    {
        var found = Table.Match(path.EndsWith("decision", StringComparison.Ordinal) ? "POST" : "GET", path)
            .ShouldBeOfType<RouteMatch.Found>();
        found.Endpoint.Route.ShouldBe(route);
        found.Values[name].ShouldBe(value);
    }

    [Fact]
    public void Prefers_TheMoreSpecificRoute() =>
        Table.Match("GET", "/cases/open").ShouldBeOfType<RouteMatch.Found>().Endpoint.Route.ShouldBe("/cases/open");

    [Fact]
    public void Names_EveryMethodOfThePath() =>
        Table.Match("DELETE", "/cases/42").ShouldBe(new RouteMatch.WrongMethod("GET, POST"));

    [Theory]
    [InlineData("")]
    [InlineData("*")]
    [InlineData("/")]
    [InlineData("//cases/42")]
    [InlineData("/cases//42")]
    [InlineData("/cases/42/")]
    [InlineData("/Cases/42")]
    [InlineData("/c%61ses/42")]
    [InlineData("/cases/%2e%2e")]
    [InlineData("/cases/..")]
    [InlineData("/cases/.")]
    [InlineData("/cases/a%2fb")]
    [InlineData("/cases/a%5cb")]
    [InlineData("/cases/a\\b")]
    [InlineData("/cases/a%00")]
    [InlineData("/cases/a%0a")]
    [InlineData("/cases/%ff")]
    [InlineData("/cases/%4")]
    [InlineData("/cases/%zz")]
    [InlineData("/cases/é")]
    [InlineData("/files")]
    [InlineData("/files/../cases/42")]
    [InlineData("/files/a//b")]
    [InlineData("/files/a/%2e%2e/b")]
    [InlineData("/x/cases/42")]
    public void Finds_NothingAtAnyOtherSpelling(string path) =>
        Table.Match("GET", path).ShouldBeOfType<RouteMatch.NotFound>();

    [Fact]
    public void Finds_NothingAtAPathOfManySegments() =>
        Table.Match("GET", "/files" + string.Concat(Enumerable.Repeat("/a", 1000))).ShouldBeOfType<RouteMatch.NotFound>();

    [Fact]
    public void Refuses_TwoEndpointsForTheSameMethodAndPaths() =>
        Should.Throw<InvalidOperationException>(static () => new RouteTable([Endpoint("/a/{x}", "GET"), Endpoint("/a/{y}", "GET")]))
            .Message.ShouldBe("Two endpoints serve GET /a/{}.");

    [Theory]
    [InlineData("a")]
    [InlineData("/{*rest}/a")]
    [InlineData("/a{b}")]
    [InlineData("/a%20b")]
    public void Refuses_ARouteThatCannotMatch(string route) =>
        Should.Throw<ArgumentException>(() => RoutePattern.Parse(route));

    private static TestEndpoint Endpoint(string route, string method) =>
        new(route, EndpointAccess.Anonymous, static (_, _) => Task.CompletedTask, method);
}
