using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using ServerlessGuard.Core.Audit.Notes;
using ServerlessGuard.Core.Audit.Verification;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Local.Audit;

/// <summary>A witness over HTTP (C2SP tlog-witness): <c>POST /add-checkpoint</c>, and nothing else.</summary>
internal sealed class WitnessServer : IAsyncDisposable
{
    private readonly Witness _witness;
    private readonly WebApplication _app;

    private WitnessServer(Witness witness, string url)
    {
        _witness = witness;
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().UseUrls(url);
        _app = builder.Build();
        _app.Run(HandleAsync);
    }

    /// <summary>The submission prefix, ending in a slash.</summary>
    public Uri Address { get; private set; } = null!;

    public static async Task<WitnessServer> StartAsync(Witness witness, string url, CancellationToken cancellationToken)
    {
        var server = new WitnessServer(witness, url);
        try
        {
            await server._app.StartAsync(cancellationToken);
        }
        catch
        {
            await server._app.DisposeAsync();
            throw;
        }

        server.Address = new(server._app.Urls.First().TrimEnd('/') + "/");
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }

    private async Task HandleAsync(HttpContext http)
    {
        if (http.Request.Path != "/add-checkpoint" || !HttpMethods.IsPost(http.Request.Method))
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        http.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = SignedNote.MaxBytes;
        try
        {
            using var body = new MemoryStream();
            await http.Request.Body.CopyToAsync(body, http.RequestAborted);
            await AnswerAsync(http.Response, AddCheckpoint.Parse(body.ToArray()), http.RequestAborted);
        }
        catch (BadHttpRequestException)
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
        }
        catch (StoreUnavailableException)
        {
            http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        }
    }

    private async Task AnswerAsync(HttpResponse response, AddCheckpoint? submitted, CancellationToken cancellationToken)
    {
        if (submitted is null)
        {
            response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        // Not cancelled with the request: what was saved is signed.
        var answer = await _witness.SubmitAsync(submitted.Checkpoint, submitted.OldSize, submitted.Proof, CancellationToken.None);
        response.StatusCode = answer.Verdict switch
        {
            WitnessVerdict.Cosigned => StatusCodes.Status200OK,
            WitnessVerdict.UnknownOrigin => StatusCodes.Status404NotFound,
            WitnessVerdict.Unsigned => StatusCodes.Status403Forbidden,
            WitnessVerdict.BadSize => StatusCodes.Status400BadRequest,
            WitnessVerdict.Conflict => StatusCodes.Status409Conflict,
            _ => StatusCodes.Status422UnprocessableEntity,
        };
        if (answer.Verdict is WitnessVerdict.Conflict)
        {
            response.ContentType = AddCheckpoint.SizeType;
            await response.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"{answer.Size}\n"), Encoding.ASCII, cancellationToken);
        }
        else if (answer.Signature is { } signature)
        {
            response.ContentType = "text/plain; charset=utf-8";
            await response.WriteAsync($"{signature}\n", cancellationToken);
        }
    }
}
