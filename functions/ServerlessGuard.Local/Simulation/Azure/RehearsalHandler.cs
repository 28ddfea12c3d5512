namespace ServerlessGuard.Local.Simulation.Azure;

/// <summary>What goes to Azure (https) goes to the simulation; what goes to the storage emulator on this machine (http) goes there.</summary>
internal sealed class RehearsalHandler(Uri simulation) : HttpMessageHandler
{
    private readonly HttpMessageInvoker _azure = new(new LoopbackHandler(simulation));
    private readonly HttpMessageInvoker _emulator = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });

    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken) => Of(request).Send(request, cancellationToken);

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => Of(request).SendAsync(request, cancellationToken);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _azure.Dispose();
            _emulator.Dispose();
        }

        base.Dispose(disposing);
    }

    private HttpMessageInvoker Of(HttpRequestMessage request) => request.RequestUri is { Scheme: "http", IsLoopback: true } ? _emulator : _azure;
}
