using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ServerlessGuard.Benchmarks;

/// <summary>
/// A model that costs nothing: reads the request whole and always gives the same chat completion, as a stream where that is accepted.
/// </summary>
internal sealed class ModelStub : IAsyncDisposable
{
    private static readonly byte[] Answer = Encoding.UTF8.GetBytes(
        """{"id":"chatcmpl-1","object":"chat.completion","created":1767225600,"model":"demo-model","choices":[{"index":0,"message":{"role":"assistant","content":"The committee wanted to see the traffic report first, which is late. It meets again on Thursday and will decide then."},"finish_reason":"stop"}],"usage":{"prompt_tokens":30,"completion_tokens":24,"total_tokens":54}}""");

    private static readonly byte[] Events = Encoding.UTF8.GetBytes(string.Concat(
        "The committee wanted to see the traffic report first, which is late. It meets again on Thursday."
            .Split(' ').Select(static word =>
                $$"""data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1767225600,"model":"demo-model","choices":[{"index":0,"delta":{"content":"{{word}} "},"finish_reason":null}]}""" + "\n\n"))
        + """data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1767225600,"model":"demo-model","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}""" + "\n\ndata: [DONE]\n\n");

    private readonly WebApplication _app;

    private ModelStub(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.Single());

    public static async Task<ModelStub> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.Run(static async context =>
        {
            await context.Request.Body.CopyToAsync(Stream.Null);
            var streams = context.Request.Headers.Accept.Contains("text/event-stream");
            var answer = streams ? Events : Answer;
            context.Response.ContentType = streams ? "text/event-stream" : "application/json";
            context.Response.ContentLength = answer.Length;
            await context.Response.Body.WriteAsync(answer);
        });
        await app.StartAsync();
        return new ModelStub(app);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
