using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.WebJobs;
using Microsoft.Azure.WebJobs.Host;
using Microsoft.Extensions.Configuration;

namespace ServerlessGuard.FunctionsHost.Http;

/// <summary>
/// Routes of the app's HTTP functions: each request is an invocation of the SDK. A function that a setting disables has no route.
/// </summary>
internal sealed class FunctionRoutes(FunctionApp app, IConfiguration configuration)
{
    private IJobHost? _host;

    public void Open(IJobHost host) => Volatile.Write(ref _host, host);

    public void Map(IEndpointRouteBuilder routes)
    {
        var prefix = configuration[$"{AppSettings.Section}:extensions:http:routePrefix"] ?? "api";
        foreach (var function in app.Functions.Where(
            function => function.IsHttp && !configuration.IsSettingEnabled($"AzureWebJobs.{function.Name}.Disabled")))
        {
            var route = $"/{prefix}/{function.Trigger.Text("route") ?? function.Name}".Replace("//", "/", StringComparison.Ordinal);
            routes.MapMethods(
                route, function.Trigger.Texts("methods").Select(static method => method.ToUpperInvariant()),
                context => ServeAsync(context, function));
        }
    }

    private async Task ServeAsync(HttpContext context, AppFunction function)
    {
        if (Volatile.Read(ref _host) is not { } host)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }

        try
        {
            await host.CallAsync(
                function.Name, new Dictionary<string, object> { [function.Trigger.Name] = context.Request }, context.RequestAborted);
        }
        catch (FunctionInvocationException)
        {
            if (!context.Response.HasStarted)
            {
                context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            }
            else if (!context.RequestAborted.IsCancellationRequested)
            {
                // The client must see that the answer is not whole.
                context.Abort();
            }
        }
    }
}
