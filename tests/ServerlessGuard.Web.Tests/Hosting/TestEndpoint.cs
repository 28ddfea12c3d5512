using Microsoft.Extensions.DependencyInjection;
using ServerlessGuard.Web.Pipeline;

namespace ServerlessGuard.Web.Tests.Hosting;

/// <summary>An endpoint made of a delegate.</summary>
internal sealed class TestEndpoint(
    string route, EndpointAccess access, Func<GuardRequest, CancellationToken, Task> handle, params string[] methods) : GuardEndpoint
{
    public override string Route => route;

    public override IReadOnlyList<string> Methods => methods.Length == 0 ? ["GET", "POST"] : methods;

    public override EndpointAccess Access => access;

    public override Task HandleAsync(GuardRequest request, CancellationToken cancellationToken) => handle(request, cancellationToken);

    /// <summary><c>/json</c>: reads a body with these limits and answers 200 or the refusal.</summary>
    public static void AddJson(IServiceCollection services, JsonBodyLimits limits) => services.AddSingleton<GuardEndpoint>(
        new TestEndpoint(
            "/json",
            EndpointAccess.Anonymous,
            async (request, cancellationToken) =>
            {
                if (await JsonBody.ReadAsync(request.Http, limits, cancellationToken) is JsonBodyResult.Refused refused)
                {
                    await ErrorResponse.WriteAsync(request.Http, refused.Error, cancellationToken);
                }
            }));
}
