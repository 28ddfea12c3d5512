using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using ServerlessGuard.Web.Pipeline;
using ServerlessGuard.Web.Tests.Hosting;

namespace ServerlessGuard.Web.Tests.Pipeline;

public sealed class JsonBodyHttpTests
{
    private const string Json = "Content-Type: application/json\r\n";

    [Theory]
    [InlineData("application/json", 200)]
    [InlineData("Application/JSON; charset=UTF-8", 200)]
    [InlineData("application/json; charset=\"utf-8\"", 200)]
    [InlineData("application/json; charset=utf-16", 415)]
    [InlineData("text/plain", 415)]
    [InlineData("application/x-www-form-urlencoded", 415)]
    [InlineData("application/jsonp", 415)]
    [InlineData("", 415)]
    public async Task Takes_JsonInUtf8Only(string type, int status)
    {
        await using var host = await StartAsync();
        using var content = new ByteArrayContent("{}"u8.ToArray());
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        using var answer = await host.SendAsync(HttpMethod.Post, "/json", content: content);
        ((int)answer.StatusCode).ShouldBe(status);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("identity")]
    public async Task Refuses_AnyContentEncoding(string encoding)
    {
        await using var host = await StartAsync();
        using var content = new ByteArrayContent("{}"u8.ToArray());
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        content.Headers.ContentEncoding.Add(encoding);
        using var answer = await host.SendAsync(HttpMethod.Post, "/json", content: content);
        answer.StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
    }

    [Fact]
    public async Task Refuses_AHundredMegabytesByTheirLengthAlone()
    {
        await using var host = await StartAsync();
        using var raw = await RawHttp.ConnectAsync(host.Port);
        await raw.SendAsync($"POST /json HTTP/1.1\r\nHost: localhost\r\n{Json}Content-Length: 104857600\r\n\r\n{{");
        (await raw.ReadToEndAsync()).ShouldStartWith("HTTP/1.1 413");
        await host.ShouldStillAnswerAsync();
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("99999999999999999999")]
    [InlineData("5, 6")]
    public async Task Refuses_ALengthThatIsNone(string length)
    {
        await using var host = await StartAsync();
        var answer = await RawHttp.AskAsync(host.Port, "/json", "POST", $"{Json}Content-Length: {length}\r\n");
        answer.Split(' ')[1].ShouldBe("400");
        await host.ShouldStillAnswerAsync();
    }

    [Fact]
    public async Task Stops_ReadingAnEndlessChunkedBody()
    {
        await using var host = await StartAsync();
        using var raw = await RawHttp.ConnectAsync(host.Port);
        await raw.SendAsync($"POST /json HTTP/1.1\r\nHost: localhost\r\n{Json}Transfer-Encoding: chunked\r\n\r\n");
        var answer = raw.ReadToEndAsync();
        var chunk = Encoding.ASCII.GetBytes("10000\r\n" + new string(' ', 0x10000) + "\r\n");
        var sent = 0L;
        try
        {
            while (!answer.IsCompleted)
            {
                await raw.SendAsync(chunk);
                sent += chunk.Length;
                sent.ShouldBeLessThan(256L * 1024 * 1024, "The server reads on and on.");
            }
        }
        catch (SocketException)
        {
            // The server has hung up: that is the point.
        }

        (await answer).ShouldStartWith("HTTP/1.1 413");
        await host.ShouldStillAnswerAsync();
    }

    [Fact]
    public async Task Refuses_TenThousandLevels()
    {
        await using var host = await StartAsync();
        using var content = new StringContent(
            "{\"a\":" + new string('[', 10_000) + new string(']', 10_000) + "}", Encoding.UTF8, "application/json");
        using var answer = await host.SendAsync(HttpMethod.Post, "/json", content: content);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("json_too_deep");
        await host.ShouldStillAnswerAsync();
    }

    [Fact]
    public async Task Gives_UpOnABodyThatDoesNotArrive()
    {
        await using var host = await StartAsync();
        using var raw = await RawHttp.ConnectAsync(host.Port);
        await raw.SendAsync($"POST /json HTTP/1.1\r\nHost: localhost\r\n{Json}Content-Length: 100\r\n\r\n{{");
        var answer = raw.ReadToEndAsync();
        while (!answer.IsCompleted)
        {
            // Again and again: the server's timer may not have been set yet.
            host.Clock.Advance(JsonBodyLimits.Default.MaxDuration);
            await Task.Yield();
        }

        (await answer).ShouldStartWith("HTTP/1.1 408");
        await host.ShouldStillAnswerAsync();
    }

    [Fact]
    public async Task Survives_AClientThatStopsHalfWay()
    {
        await using var host = await StartAsync();
        using var raw = await RawHttp.ConnectAsync(host.Port);
        await raw.SendAsync($"POST /json HTTP/1.1\r\nHost: localhost\r\n{Json}Content-Length: 100\r\n\r\n{{\"a\":");
        raw.FinishSending();
        (await raw.ReadToEndAsync()).ShouldNotContain("HTTP/1.1 2");
        await host.ShouldStillAnswerAsync();
    }

    [Fact]
    public async Task Refuses_AFloodOfHeaders()
    {
        await using var host = await StartAsync();
        using var raw = await RawHttp.ConnectAsync(host.Port);
        var flood = new StringBuilder("GET /health HTTP/1.1\r\nHost: localhost\r\n");
        for (var i = 0; i < 200; i++)
        {
            flood.Append("x-").Append(i).Append(": 1\r\n");
        }

        await raw.SendAsync(flood.Append("\r\n").ToString());
        (await raw.ReadToEndAsync()).ShouldStartWith("HTTP/1.1 431");
        await host.ShouldStillAnswerAsync();
    }

    private static Task<GuardHost> StartAsync() =>
        GuardHost.StartAsync(services: static services => TestEndpoint.AddJson(services, JsonBodyLimits.Default));
}
