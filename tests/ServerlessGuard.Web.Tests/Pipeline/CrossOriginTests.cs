using Microsoft.AspNetCore.Http;
using ServerlessGuard.Web.Pipeline;

namespace ServerlessGuard.Web.Tests.Pipeline;

/// <summary>Pages of the origins that a setting names may call the guard from a browser; no other, and never the console.</summary>
public sealed class CrossOriginTests
{
    private const string App = "https://app.example.org";

    [Theory]
    [InlineData(App, App, true)]
    [InlineData("https://app.example.org/", App, true)]
    [InlineData("*", App, true)]
    [InlineData("https://APP.example.org", App, true)]
    [InlineData(App, "https://other.example.org", false)]
    [InlineData(App, "https://app.example.org.evil.org", false)]
    [InlineData(App, "http://app.example.org", false)]
    [InlineData(App, "null", false)]
    [InlineData(App, null, false)]
    [InlineData(null, App, false)]
    public void Allows_NamedOrigins(string? allowed, string? origin, bool passes)
    {
        var http = Request("POST", "/v1/chat/completions", origin);

        new CrossOrigin(allowed is null ? [] : [allowed]).Apply(http).ShouldBeFalse();

        http.Response.Headers.AccessControlAllowOrigin.ToString().ShouldBe(passes ? origin : "");
        http.Response.Headers.AccessControlAllowCredentials.ToString().ShouldBeEmpty();
        if (passes)
        {
            http.Response.Headers.AccessControlExposeHeaders.ToString().ShouldContain("Guard-Verdict");
        }
    }

    [Fact]
    public void Answers_APreflight()
    {
        var http = Request("OPTIONS", "/v1/messages", App);
        http.Request.Headers.AccessControlRequestMethod = "POST";
        http.Request.Headers.AccessControlRequestHeaders = "authorization,content-type";

        new CrossOrigin([App]).Apply(http).ShouldBeTrue();

        http.Response.StatusCode.ShouldBe(204);
        http.Response.Headers.AccessControlAllowHeaders.ToString().ShouldBe("authorization,content-type");
        http.Response.Headers.AccessControlAllowMethods.ToString().ShouldContain("POST");
        http.Response.Headers.Vary.ToString().ShouldContain("Origin");
    }

    [Theory]
    [InlineData("/console")]
    [InlineData("/console/cases")]
    [InlineData("/CONSOLE/")]
    public void LeavesTheConsoleAlone(string path)
    {
        var http = Request("OPTIONS", path, App);
        http.Request.Headers.AccessControlRequestMethod = "POST";

        new CrossOrigin(["*"]).Apply(http).ShouldBeFalse();

        http.Response.Headers.AccessControlAllowOrigin.ToString().ShouldBeEmpty();
    }

    private static DefaultHttpContext Request(string method, string path, string? origin)
    {
        var http = new DefaultHttpContext();
        (http.Request.Method, http.Request.Path) = (method, path);
        if (origin is not null)
        {
            http.Request.Headers.Origin = origin;
        }

        return http;
    }
}
