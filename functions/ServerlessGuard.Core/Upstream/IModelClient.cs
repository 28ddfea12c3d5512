namespace ServerlessGuard.Core.Upstream;

/// <summary>Calls a model. Throws <see cref="ModelFailedException"/> when the model gave no answer at all.</summary>
public interface IModelClient
{
    /// <summary>Completes when the answer's status and headers are there. The caller disposes the answer, which ends the call.</summary>
    Task<ModelAnswer> SendAsync(ModelCall call, CancellationToken cancellationToken);
}
