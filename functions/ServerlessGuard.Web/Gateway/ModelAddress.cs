using ServerlessGuard.Core.Gateway;
using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Web.Gateway;

/// <summary>
/// Where a model listens. An endpoint that ends in <c>/v1</c> is taken as it is; otherwise the platform's base path is
/// added: <c>/openai/v1</c> for Azure OpenAI, <c>/v1</c> for the rest.
/// </summary>
internal static class ModelAddress
{
    public static Uri? Of(ModelPolicy model, GatewayOptions options, string path)
    {
        var endpoint = model.Endpoint is { } own && options.Detour is { } detour ? detour(own) : model.Endpoint ?? options.Upstream;
        if (endpoint is null)
        {
            return null;
        }

        var text = endpoint.GetLeftPart(UriPartial.Path).TrimEnd('/');
        var basePath = text.EndsWith("/v1", StringComparison.OrdinalIgnoreCase) ? "" : model.Platform == "azure-openai" ? "/openai/v1" : "/v1";
        return new Uri($"{text}{basePath}/{path}{endpoint.Query}");
    }
}
