using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Azure.WebJobs;
using Microsoft.Azure.WebJobs.Description;
using Microsoft.Azure.WebJobs.Host.Config;

namespace ServerlessGuard.FunctionsHost.Listeners;

/// <summary>The doors that extensions have of their own, as Event Grid's; a request is the extension's to answer.</summary>
internal sealed class WebHooks(Uri address) : IWebHookProvider
{
    private readonly ConcurrentDictionary<string, IAsyncConverter<HttpRequestMessage, HttpResponseMessage>> _doors = new(
        StringComparer.OrdinalIgnoreCase);

    public Uri GetUrl(IExtensionConfigProvider extension)
    {
        var type = extension.GetType();
        var name = (type.GetCustomAttribute<ExtensionAttribute>()?.ConfigurationSection ?? type.Name).ToLowerInvariant();
        _doors[name] = (IAsyncConverter<HttpRequestMessage, HttpResponseMessage>)extension;
        return new Uri(address, "runtime/webhooks/" + name);
    }

    public async Task ServeAsync(HttpContext context, string name)
    {
        if (!_doors.TryGetValue(name, out var door))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        using var request = new HttpRequestMessage(
            new HttpMethod(context.Request.Method), context.Request.GetEncodedUrl())
        { Content = new StreamContent(context.Request.Body) };
        foreach (var (header, values) in context.Request.Headers)
        {
            if (!request.Headers.TryAddWithoutValidation(header, values.AsEnumerable()))
            {
                request.Content.Headers.TryAddWithoutValidation(header, values.AsEnumerable());
            }
        }

        using var answer = await door.ConvertAsync(request, context.RequestAborted);
        context.Response.StatusCode = (int)answer.StatusCode;
        foreach (var (header, values) in answer.Headers.Concat(answer.Content.Headers))
        {
            context.Response.Headers[header] = values.ToArray();
        }

        await answer.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
    }
}
