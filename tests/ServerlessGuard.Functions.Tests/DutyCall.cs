using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace ServerlessGuard.Functions.Tests;

/// <summary>An HTTP request as the worker hands it to a function, and what the function answered.</summary>
internal sealed record DutyCall(int Status, IHeaderDictionary Headers, string Body)
{
    public JsonNode Json => JsonNode.Parse(Body)!;

    public static async Task<DutyCall> SendAsync(
        DutyHost host, Func<HttpRequest, Task> run, string method, string path, string? token = null, string? body = null,
        params (string Name, string Value)[] headers)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var context = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        var answered = new MemoryStream();
        context.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(answered));
        context.Request.Method = method;
        context.Request.Path = path.Split('?')[0];
        context.Features.Get<IHttpRequestFeature>()!.RawTarget = path;
        context.RequestAborted = TestContext.Current.CancellationToken;
        if (token is not null)
        {
            context.Request.Headers.Authorization = "Bearer " + token;
        }

        if (body is not null)
        {
            var bytes = Encoding.UTF8.GetBytes(body);
            (context.Request.Body, context.Request.ContentLength, context.Request.ContentType) = (new MemoryStream(
                bytes), bytes.Length, "application/json");
        }

        foreach (var (name, value) in headers)
        {
            context.Request.Headers[name] = value;
        }

        await run(context.Request);
        await context.Response.BodyWriter.FlushAsync(TestContext.Current.CancellationToken);
        return new(context.Response.StatusCode, context.Response.Headers, Encoding.UTF8.GetString(answered.ToArray()));
    }
}
