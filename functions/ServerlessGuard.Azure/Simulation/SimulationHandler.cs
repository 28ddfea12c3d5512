namespace ServerlessGuard.Azure.Simulation;

/// <summary>
/// Takes every https request to a simulated Azure on this machine, whatever host it is for: the host goes along as a
/// header. Requests to an emulator on this machine pass as they are. No request leaves the machine.
/// </summary>
internal sealed class SimulationHandler(
    Uri simulation) : DelegatingHandler(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false })
{
    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken) =>
        base.Send(Direct(request), cancellationToken);

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        base.SendAsync(Direct(request), cancellationToken);

    private HttpRequestMessage Direct(HttpRequestMessage request)
    {
        var asked = request.RequestUri!;
        if (asked.Scheme == Uri.UriSchemeHttps)
        {
            request.Headers.Add(AzureSimulationServiceCollectionExtensions.HostHeader, asked.Host);
            request.RequestUri = new Uri(simulation, asked.PathAndQuery);
            request.Headers.Host = null;
        }
        else if (!asked.IsLoopback)
        {
            throw new InvalidOperationException($"Beside a simulated Azure nothing beyond this machine is called, and {asked.Host} was.");
        }

        return request;
    }
}
