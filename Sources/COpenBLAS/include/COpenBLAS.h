// CBLAS from the system's header, and the few LAPACK routines that zwalk calls: Debian ships no lapacke.h.
// Matrices of LAPACK are column-major; every argument is a pointer, as in Fortran.
#pragma once
#include <cblas.h>

/// Eigenvalues (ascending, in w) and with jobz "V" eigenvectors (columns of a) of a symmetric matrix.
void ssyevd_(const char *jobz, const char *uplo, const int *n, float *a, const int *lda, float *w, float *work,
             const int *lwork, int *iwork, const int *liwork, int *info);
void dsyevd_(const char *jobz, const char *uplo, const int *n, double *a, const int *lda, double *w, double *work,
             const int *lwork, int *iwork, const int *liwork, int *info);

/// Singular value decomposition by divide and conquer.
void sgesdd_(const char *jobz, const int *m, const int *n, float *a, const int *lda, float *s, float *u,
             const int *ldu, float *vt, const int *ldvt, float *work, const int *lwork, int *iwork, int *info);

/// Cholesky factorisation, and solving with its factor.
void spotrf_(const char *uplo, const int *n, float *a, const int *lda, int *info);
void dpotrf_(const char *uplo, const int *n, double *a, const int *lda, int *info);
void dpotrs_(const char *uplo, const int *n, const int *nrhs, const double *a, const int *lda, double *b,
             const int *ldb, int *info);

/// The inverse of a triangular matrix, in its place.
void strtri_(const char *uplo, const char *diag, const int *n, float *a, const int *lda, int *info);

/// QR factorisation, and forming Q from it.
void sgeqrf_(const int *m, const int *n, float *a, const int *lda, float *tau, float *work, const int *lwork,
             int *info);
void sorgqr_(const int *m, const int *n, const int *k, float *a, const int *lda, const float *tau, float *work,
             const int *lwork, int *info);

/// Eigenvalues and eigenvectors of a symmetric matrix from the il-th to the iu-th (range "I"), ascending.
void dsyevr_(const char *jobz, const char *range, const char *uplo, const int *n, double *a, const int *lda,
             const double *vl, const double *vu, const int *il, const int *iu, const double *abstol, int *m, double *w,
             double *z, const int *ldz, int *isuppz, double *work, const int *lwork, int *iwork, const int *liwork,
             int *info);
