using System.Net;
using System.Text;

namespace ServerlessGuard.Functions.Tests.Authorization;

/// <summary>
/// Every request of a duty's clients. One to the data account is held against the grants of the duty whose token it
/// brings, then answered by the emulator or refused as the service refuses; the rest goes to the simulated Azure.
/// </summary>
internal sealed class AuthorizingStorageProxy(AuthorizingProxy azure, HttpMessageHandler simulation) : HttpMessageHandler
{
    private readonly HttpMessageInvoker _emulators = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
    private readonly HttpMessageInvoker _simulation = new(simulation);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        azure.CountRequest();
        var asked = request.RequestUri!;
        if (!asked.Host.EndsWith(".core.windows.net", StringComparison.Ordinal))
        {
            return await _simulation.SendAsync(request, cancellationToken);
        }

        var service = asked.Host.Split('.')[1];
        var grants = asked is { Scheme: "https" } && asked.Host == $"{AuthorizingProxy.Storage}.{service}.core.windows.net"
            ? azure.Of(request.Headers.Authorization?.Parameter)
            : null;
        var call = await StorageCalls.OfAsync(service, request, () => IsThereAsync(asked, cancellationToken));
        if (grants?.Opens(call, $"{request.Method} {service} {asked.PathAndQuery}") != true)
        {
            return Refuse(service, request);
        }

        request.RequestUri = azure.Emulated(service, asked);
        request.Headers.Authorization = null;
        request.Headers.Host = null;
        return await _emulators.SendAsync(request, cancellationToken);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _emulators.Dispose();
            _simulation.Dispose();
        }

        base.Dispose(disposing);
    }

    private async ValueTask<bool> IsThereAsync(Uri asked, CancellationToken cancellationToken)
    {
        using var head = new HttpRequestMessage(HttpMethod.Head, azure.Emulated("blob", new Uri(asked.GetLeftPart(UriPartial.Path))));
        using var answer = await _emulators.SendAsync(head, cancellationToken);
        return answer.StatusCode == HttpStatusCode.OK;
    }

    private static HttpResponseMessage Refuse(string service, HttpRequestMessage request)
    {
        const string Code = "AuthorizationPermissionMismatch";
        const string Text = "This request is not authorized to perform this operation using this permission.";
        var answer = new HttpResponseMessage(HttpStatusCode.Forbidden)
        {
            RequestMessage = request,
            Content = service == "table"
                ? new StringContent(
                    "{\"odata.error\":{\"code\":\"" + Code + "\",\"message\":{\"lang\":\"en-US\",\"value\":\"" + Text + "\"}}}",
                    Encoding.UTF8, "application/json")
                : new StringContent(
                    $"<?xml version=\"1.0\" encoding=\"utf-8\"?><Error><Code>{Code}</Code><Message>{Text}</Message></Error>",
                    Encoding.UTF8, "application/xml"),
        };
        answer.Headers.Add("x-ms-error-code", Code);
        return answer;
    }
}
